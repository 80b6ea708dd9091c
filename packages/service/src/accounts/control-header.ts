/** Header with the word that the program wrote into its own home for who may read it there. */
export const CONTROL_HEADER = 'mingjing-control';
