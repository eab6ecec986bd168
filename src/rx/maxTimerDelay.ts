/** Ms that a timer of the platform can hold. A longer delay overflows, and the timer fires at once. */
export const MAX_TIMER_DELAY = 2 ** 31 - 1;
