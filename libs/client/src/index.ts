export { createClient, type Client, type ClientOptions, type ExchangeOptions } from './client.js';
export { type Fetch } from './http.js';
