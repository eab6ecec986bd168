/** Maximum delay of a platform timer in ms. A longer one overflows, and the timer fires at once. */
export const MAX_TIMER_DELAY = 2 ** 31 - 1;
