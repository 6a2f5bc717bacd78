/** Media query, as in the style sheets, for the phone above the panels instead of beside them. */
export const NARROW = '(max-width: 860px)';
