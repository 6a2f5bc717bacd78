export { createBinding, type Binding, type BindingCrypto } from './create-binding.js';
export {
  insecureExchangeTicket,
  type DirectPool,
  type InsecureExchangeOptions,
} from './insecure-exchange-ticket.js';
export { type Fetch, type RequestLimits } from './http.js';
