/** As in the style sheets: the phone above the panels instead of beside them. */
export const NARROW = '(max-width: 860px)';
