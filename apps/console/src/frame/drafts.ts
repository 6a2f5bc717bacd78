/** Unsaved changes in the page's memory, by operator and form. */
const drafts = new Map<string, ReadonlyMap<string, object>>();

/** Stores the unsaved changes of a form; an empty object removes them. They must not contain a secret. */
export function keepDraft(operatorId: string, form: string, changes: object): void {
  const kept = new Map(drafts.get(operatorId));
  if (Object.keys(changes).length > 0) kept.set(form, changes);
  else kept.delete(form);
  drafts.set(operatorId, kept);
}

/** Finds the changes that a form had when the session of this operator ended. */
export function findDraft(operatorId: string, form: string): object | undefined {
  return drafts.get(operatorId)?.get(form);
}

/** Whether an operator, or any, has unsaved changes. */
export function hasDrafts(operatorId?: string): boolean {
  const forms = operatorId === undefined ? [...drafts.values()] : [drafts.get(operatorId)];
  return forms.some((kept) => kept !== undefined && kept.size > 0);
}

/** Removes the unsaved changes of all operators, or of all but one. */
export function dropDrafts(exceptOf?: string): void {
  for (const operatorId of [...drafts.keys()]) if (operatorId !== exceptOf) drafts.delete(operatorId);
}
