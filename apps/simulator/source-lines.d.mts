export function findSourceLines(): Record<string, string>;
export function findRepositoryUrl(): string;
