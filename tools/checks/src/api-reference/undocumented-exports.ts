import { ReflectionKind, type DeclarationReflection, type ProjectReflection } from 'typedoc';

/**
 * Names every export without a docstring of its own.
 *
 * A function is documented at its signature. What an entry only exports again is documented where it is from.
 */
export function findUndocumentedExports(project: ProjectReflection): string[] {
  const exported = project.getReflectionsByKind(
    ReflectionKind.Function |
      ReflectionKind.Class |
      ReflectionKind.Interface |
      ReflectionKind.TypeAlias |
      ReflectionKind.Variable,
  ) as DeclarationReflection[];
  return exported
    .filter(
      ({ parent }) => parent === undefined || parent.kindOf(ReflectionKind.Module | ReflectionKind.Project),
    )
    .filter((reflection) => !isDocumented(reflection))
    .map((reflection) => `${reflection.sources?.[0]?.fileName ?? '?'}: ${reflection.name}`);
}

function isDocumented(reflection: DeclarationReflection): boolean {
  return reflection.hasComment() || (reflection.signatures ?? []).some((signature) => signature.hasComment());
}
