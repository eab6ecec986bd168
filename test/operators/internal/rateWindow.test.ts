import { describe, expect, it } from '@jest/globals';
import { rateWindow } from '../../../operators/internal/rateWindow.js';
import { usedHeap } from '../../helpers/heap.js';

describe('rateWindow', () => {
  it('returns no rate before the second instant with tokens', () => {
    const rates = rateWindow(1000);
    expect(rates.rate(50)).toBeUndefined();
    rates.add(5, 100);
    rates.add(5, 100);
    expect(rates.rate(100)).toBeUndefined();
    expect(rates.rate(500)).toBeUndefined();
  });

  it('counts the tokens after the first instant, over the time since', () => {
    const rates = rateWindow(1000);
    for (let at = 5000; at <= 5500; at += 100) rates.add(1, at);
    expect(rates.rate(5500)).toBe(10);
    expect(rates.rate(6000)).toBe(5);
  });

  it('forgets what is older than the window', () => {
    const rates = rateWindow(1000);
    rates.add(1, 0);
    rates.add(100, 500);
    rates.add(1, 1000);
    expect(rates.rate(1499)).toBe(101);
    expect(rates.rate(1500)).toBe(1);
    rates.add(1, 2000);
    expect(rates.rate(2000)).toBe(1);
    expect(rates.rate(2999)).toBe(1);
    expect(rates.rate(3000)).toBe(0);
    expect(rates.rate(9000)).toBe(0);
  });

  it('returns exactly 0 after fractions of tokens', () => {
    const rates = rateWindow(10);
    for (let at = 0; at < 10; at++) rates.add(0.1, at);
    rates.rate(12);
    expect(rates.rate(30)).toBe(0);
  });

  it('adds up the tokens of one instant', () => {
    const rates = rateWindow(1000);
    rates.add(1, 0);
    rates.add(1, 100);
    for (let i = 0; i < 1000; i++) rates.add(1, 500);
    expect(rates.rate(1000)).toBe(1001);
    expect(rates.rate(1100)).toBe(1000);
  });

  it('returns the overall rate from the first tokens to the last', () => {
    const rates = rateWindow(10);
    expect(rates.overall(10)).toBeUndefined();
    rates.add(1, 100);
    expect(rates.overall(10)).toBeUndefined();
    rates.add(1, 600);
    rates.rate(9000);
    expect(rates.overall(10)).toBe(20);
  });

  it('returns no overall rate over less than 50 ms', () => {
    const rates = rateWindow(10);
    rates.add(1, 100);
    rates.add(1, 149.9);
    expect(rates.overall(10)).toBeUndefined();
    rates.add(1, 150);
    expect(rates.overall(10)).toBe(200);
  });

  it('leaves what was skipped out of the overall rate', () => {
    const rates = rateWindow(10);
    rates.skip(50);
    rates.add(1, 100);
    rates.add(1, 200);
    rates.skip(700);
    rates.skip(800);
    rates.add(1, 900);
    rates.add(1, 1000);
    expect(rates.overall(9)).toBe(30);
    // Not before tokens follow, since the time counts only up to the last ones.
    rates.skip(9000);
    expect(rates.overall(9)).toBe(30);
  });

  it('returns a finite rate for clocks with fractions', () => {
    const rates = rateWindow(1000);
    rates.add(1, 0);
    rates.add(Number.MAX_SAFE_INTEGER, Number.MIN_VALUE);
    expect(rates.rate(Number.MIN_VALUE)).toBe(Number.MAX_SAFE_INTEGER * 1000);
  });

  it('keeps one number per instant in the window, and none for older ones', () => {
    const rates = rateWindow(1000);
    const start = usedHeap();
    for (let at = 0; at < 300_000; at++) rates.add(1, at);
    for (let i = 0; i < 300_000; i++) rates.add(1, 300_000);
    expect(usedHeap() - start).toBeLessThan(1_000_000);
    expect(rates.rate(300_000)).toBe(300_999);
  });
});
