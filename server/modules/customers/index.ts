export { verifiedEmails } from './customer-queries.ts'
export { type CustomerLink, linkCustomer, NO_CUSTOMER } from './link-customer.ts'
export type { ContactKind } from './tables.ts'
export { verifyContact } from './verify-contact.ts'
