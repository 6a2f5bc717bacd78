export declare function readOpenApi(folder: string): Promise<object>;
export declare function buildApiTypes(document: object): Promise<string>;
