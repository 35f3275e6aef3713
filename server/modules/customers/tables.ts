import type { Language } from '../../../contract/languages.ts'

/** Ways to reach somebody that they can prove. */
export type ContactKind = 'email' | 'phone'

export type CustomersTable = { id: string; language: Language; created_at: Date }
export type CustomerContactsTable = {
  kind: ContactKind
  value: string
  customer_id: string
  verified_at: Date | null
  created_at: Date
}
export type CustomerTables = { customers: CustomersTable; customer_contacts: CustomerContactsTable }
