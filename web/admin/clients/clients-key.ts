/** Under which the clients are kept in the page. */
export const CLIENTS_KEY = ['api-clients']
