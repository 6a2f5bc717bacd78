export {
  createClient,
  type Client,
  type ClientOptions,
  type ConnectionOptions,
  type ExchangeOptions,
  type PublishedKeyOptions,
  type SharedKeyOptions,
} from './client.js';
export { type Fetch } from './http.js';
