/** Under which the state of the directory is kept in the page. */
export const DIRECTORY_KEY = ['directory']
