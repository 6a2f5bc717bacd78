export { describeParsers } from './describe-parsers.js';
export { JSON_PIECES, type EdgeParser } from './edge-inputs.js';
export { createEdgeRequests, type OpenApiDocument } from './edge-requests.js';
export { sendEdgeRequests } from './send-edge-requests.js';
