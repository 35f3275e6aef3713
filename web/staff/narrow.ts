/** Where one pane is shown at a time; the style sheets say the same. */
export const NARROW = '(max-width: 759px)'
