// The reader of the API documents draws fields without names; this gives each the name of its parameter.
const name = () => {
  for (const field of document.querySelectorAll('tr[data-param-name] :is(select, input, textarea)'))
    field.ariaLabel ??= field.closest('tr').dataset.paramName
  for (const field of document.querySelectorAll('select:not([aria-label]):not([id])'))
    field.ariaLabel = 'Media type'
  for (const text of document.querySelectorAll('pre.microlight:not([tabindex])')) text.tabIndex = 0
}
new MutationObserver(name).observe(document.body, { childList: true, subtree: true })
