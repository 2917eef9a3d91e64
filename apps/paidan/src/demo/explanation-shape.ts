import type { ExplanationView } from '#libs/contracts';
import type { DriverExplanation } from '#libs/explanations';

/**
 * The full answer to a driver; its `schema` says that it has this shape. Null where nothing was
 * decided.
 */
export function explanationIn({ explanation }: ExplanationView): DriverExplanation | null {
  if (typeof explanation !== 'object' || explanation === null) return null;
  const { schema } = explanation as Partial<DriverExplanation>;
  return schema === 'paidan.explanation/2' ? (explanation as DriverExplanation) : null;
}
