export { describeParsers } from './describe-parsers.js';
export { type EdgeParser } from './edge-inputs.js';
export { createEdgeRequests, type OpenApiDocument } from './edge-requests.js';
export { sendEdgeRequests } from './send-edge-requests.js';
