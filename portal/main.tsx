/** @jsxImportSource preact */
import './portal.css'
import { render } from 'preact'
import { Portal } from './portal.tsx'

const page = document.getElementById('page')
if (page) {
  page.replaceChildren()
  render(<Portal />, page)
}
