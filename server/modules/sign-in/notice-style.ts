/** Look of the notices of signing in: the card of the sign-in page, in the colours of `look/tokens.css`. */
export const NOTICE_STYLE = `
:root {
  color-scheme: light dark;
  --bg: #f4f7f7; --surface: #ffffff; --line: #e1e8e8; --ink: #132022; --ink-2: #3f5053;
  --accent: #0b5f6e; --accent-hover: #084d5a; --on-accent: #ffffff;
  --shadow: 0 1px 2px rgb(15 35 38 / 0.06); --strong: 600; --lead: 1.375rem;
}
@media (prefers-color-scheme: dark) {
  :root {
    --bg: #0c1213; --surface: #12191b; --line: #232f32; --ink: #e8efee; --ink-2: #b6c4c5;
    --accent: #62c5d3; --accent-hover: #84d4df; --on-accent: #04262c; --shadow: 0 1px 2px rgb(0 0 0 / 0.4);
  }
}
:lang(ar), :lang(ckb) { --strong: 650; --lead: 1.625rem; }
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--bg); -webkit-text-size-adjust: 100%; }
body {
  margin: 0; color: var(--ink);
  font: 400 0.9375rem / var(--lead) system-ui, "Segoe UI", "Noto Sans", "Noto Sans Arabic", sans-serif;
}
header { max-inline-size: 68rem; margin-inline: auto; padding: 1.25rem 1.5rem; }
.brand { display: flex; align-items: center; gap: 0.75rem; margin: 0; font-weight: var(--strong); }
.mark { flex: none; inline-size: 2.25rem; block-size: 2.25rem; }
.mark rect { fill: var(--accent); }
.mark path { fill: none; stroke: var(--on-accent); stroke-width: 2; stroke-linecap: round; }
main { max-inline-size: 29rem; margin-inline: auto; padding: 8vh 1.5rem 4rem; }
.card {
  padding: 1.75rem; background: var(--surface);
  border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shadow);
}
h1 { margin: 0; font-size: 1.5rem; font-weight: var(--strong); line-height: 2rem; text-wrap: balance; }
.lead { margin: 0.5rem 0 1.5rem; color: var(--ink-2); }
.primary {
  display: flex; align-items: center; justify-content: center; min-block-size: 3rem; padding: 0.5rem 1rem;
  background: var(--accent); color: var(--on-accent);
  border-radius: 8px; font-weight: var(--strong); text-decoration: none;
}
.primary:hover { background: var(--accent-hover); }
.primary:focus-visible { outline: none; box-shadow: 0 0 0 2px var(--surface), 0 0 0 4px var(--accent); }
@media (forced-colors: active) {
  .primary { border: 1px solid; }
  .primary:focus-visible { outline: 2px solid; outline-offset: 2px; }
}
`
