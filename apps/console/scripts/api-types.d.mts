/** Asks the built authority for its OpenAPI document; its data go into the empty folder. */
export function readOpenApi(folder: string): Promise<object>;

/** The line of `operators-api.d.ts` that says which document it was made from. */
export function nameSource(document: object): string;
