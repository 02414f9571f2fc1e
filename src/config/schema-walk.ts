import { z } from "zod";

/** The schemas that may stand at a path: several, where the schema offers a choice. */
function schemasAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly z.core.$ZodType[] {
  const [step, ...rest] = path;
  const choices = choicesOf(schema);
  if (step === undefined) return choices;
  return choices.flatMap((choice) => {
    const inner = stepInto(choice, step);
    return inner === null ? [] : schemasAt(inner, rest);
  });
}

/** The keys that a map at a path may have. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): readonly string[] {
  return schemasAt(schema, path).flatMap((found) =>
    found instanceof z.ZodObject ? Object.keys(found.shape) : [],
  );
}

function choicesOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional) return choicesOf(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(choicesOf);
  return [schema];
}

function stepInto(schema: z.core.$ZodType, step: PropertyKey): z.core.$ZodType | null {
  if (schema instanceof z.ZodObject) return schema.shape[String(step)] ?? null;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  if (schema instanceof z.ZodArray) return schema.element;
  return null;
}
