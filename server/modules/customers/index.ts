export { verifiedEmails } from './customer-queries.ts'
export { linkCustomer, NO_CUSTOMER } from './link-customer.ts'
export type { ContactKind } from './tables.ts'
export { verifyContact } from './verify-contact.ts'
