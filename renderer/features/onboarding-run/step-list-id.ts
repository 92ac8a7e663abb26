/** The list of steps in the page, for what shows and hides it. */
export const STEP_LIST_ID = 'run-steps';
