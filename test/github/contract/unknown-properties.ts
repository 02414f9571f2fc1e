type Schema = Readonly<Record<string, unknown>>;

/**
 * Properties of a request that GitHub's description does not know. GitHub passes over them, so a misspelt one would
 * never be noticed.
 */
export function unknownProperties(
  schema: unknown,
  schemas: Readonly<Record<string, unknown>>,
  value: unknown,
  at = "",
): readonly string[] {
  if (Array.isArray(value)) {
    const items = alternatives(schema, schemas).flatMap((one) =>
      one["items"] === undefined ? [] : [one["items"]],
    );
    if (items.length === 0) return [];
    return value.flatMap((item, index) =>
      unknownProperties({ anyOf: items }, schemas, item, `${at}/${index}`),
    );
  }
  if (typeof value !== "object" || value === null) return [];
  const known = new Map<string, unknown[]>();
  let open = false;
  for (const one of alternatives(schema, schemas)) {
    const properties = isSchema(one["properties"]) ? one["properties"] : null;
    if (properties === null && [one["type"]].flat().includes("object")) open = true;
    for (const [name, part] of Object.entries(properties ?? {}))
      known.set(name, [...(known.get(name) ?? []), part]);
  }
  if (open || known.size === 0) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const found = known.get(name);
    if (found === undefined) return [`there is no property ${at}/${name}`];
    return unknownProperties({ anyOf: found }, schemas, part, `${at}/${name}`);
  });
}

/** Every schema that may describe the value. */
function alternatives(schema: unknown, schemas: Readonly<Record<string, unknown>>): readonly Schema[] {
  if (!isSchema(schema)) return [];
  const reference = schema["$ref"];
  if (typeof reference === "string")
    return alternatives(schemas[reference.slice("#/schemas/".length)], schemas);
  const parts = [schema["anyOf"], schema["allOf"]].flatMap((list) => (Array.isArray(list) ? list : []));
  return [schema, ...parts.flatMap((part) => alternatives(part, schemas))];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
