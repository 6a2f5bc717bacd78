export { createEdgeRequests, type OpenApiDocument } from './edge-requests.js';
export { sendEdgeRequests } from './send-edge-requests.js';
