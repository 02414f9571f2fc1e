import { z } from "zod";

/**
 * Who may set a key when both files speak of it.
 * `orgOnly`: the organisation's file alone. `raiseOnly`: the repository may make it stricter than the organisation did.
 * `addOnly`: the repository may add entries, and change none of the organisation's. `free`: whoever sets it; the
 * organisation wins.
 */
const marks = ["orgOnly", "raiseOnly", "addOnly", "free"] as const;
export type Mark = (typeof marks)[number];

/** The name of the annotation in the published JSON Schema. */
const markAnnotation = "x-sekisho-mark";

/** A key that the two files agree on as a whole, under one mark. */
export function key<T extends z.ZodType>(mark: Mark, description: string, schema: T): z.ZodOptional<T> {
  return schema.optional().meta({ description, [markAnnotation]: mark });
}

/** A key that groups others: the marks stand on those. */
export function section<T extends z.core.$ZodLooseShape>(
  description: string,
  shape: T,
): z.ZodOptional<z.ZodObject<T, z.core.$strict>> {
  return z.strictObject(shape).optional().meta({ description });
}

/** Every marked key of a schema by its dotted path, in the order of the schema. */
export function marksOf(schema: z.ZodObject): ReadonlyMap<string, Mark> {
  const found = new Map<string, Mark>();
  collect(schema, "", found);
  return found;
}

function collect(schema: z.ZodObject, prefix: string, found: Map<string, Mark>): void {
  for (const [name, value] of Object.entries(schema.shape)) {
    const path = prefix === "" ? name : `${prefix}.${name}`;
    const mark = marks.find((known) => known === z.globalRegistry.get(value)?.[markAnnotation]);
    if (mark !== undefined) found.set(path, mark);
    else if (value instanceof z.ZodOptional) {
      const inner = value.unwrap();
      if (inner instanceof z.ZodObject) collect(inner, path, found);
    }
  }
}
