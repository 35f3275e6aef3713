/** Names of the contract have points, which the catalogues read as steps. */
export const asKey = <Name extends string>(name: Name) => name.replaceAll('.', '-') as Dashed<Name>
type Dashed<Name extends string> = Name extends `${infer Head}.${infer Rest}`
  ? `${Head}-${Dashed<Rest>}`
  : Name
