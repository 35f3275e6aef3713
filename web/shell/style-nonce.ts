const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')

/** The number that style sheets written at run time must bear, or the page's policy lets none of them count. */
export const styleNonce = meta?.nonce ?? ''

// Where a library of the component library looks for it (`get-nonce`).
Object.assign(globalThis, { __webpack_nonce__: styleNonce })
