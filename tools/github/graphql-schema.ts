import {
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type NamedTypeNode,
  parse,
  print,
  type TypeNode,
  visit,
} from "graphql";

/** Of GitHub's schema these types with these fields, what their arguments need, and no prose. */
export function takeSchema(schema: string, fields: Readonly<Record<string, readonly string[]>>): string {
  const whole = parse(schema, { noLocation: true });
  const outputs = new Set(Object.keys(fields));
  const kept = whole.definitions.flatMap((definition) => withFields(definition, fields, outputs));
  const named = new Map(
    whole.definitions.flatMap((one) => ("name" in one && one.name ? [[one.name.value, one]] : [])),
  );
  const inputs = new Map<string, DefinitionNode>();
  const follow = (type: string): void => {
    const definition = named.get(type);
    if (definition === undefined || outputs.has(type) || inputs.has(type)) return;
    inputs.set(type, definition);
    for (const name of namesIn(definition)) follow(name);
  };
  for (const definition of kept) for (const name of namesIn(definition)) follow(name);
  missing(kept, fields);
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [...kept, ...inputs.values()].map(bare),
  };
  return `${print(document)}\n`;
}

function withFields(
  definition: DefinitionNode,
  fields: Readonly<Record<string, readonly string[]>>,
  outputs: ReadonlySet<string>,
): readonly DefinitionNode[] {
  const isKept = (type: NamedTypeNode): boolean => outputs.has(type.name.value);
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const wanted = fields[definition.name.value];
      if (wanted === undefined) return [];
      const kept = definition.fields?.filter(({ name }) => wanted.includes(name.value)) ?? [];
      return [{ ...definition, fields: kept, interfaces: definition.interfaces?.filter(isKept) ?? [] }];
    }
    case Kind.UNION_TYPE_DEFINITION:
      if (fields[definition.name.value] === undefined) return [];
      return [{ ...definition, types: definition.types?.filter(isKept) ?? [] }];
    default:
      return [];
  }
}

/** Throws where GitHub has no such type or field. */
function missing(kept: readonly DefinitionNode[], fields: Readonly<Record<string, readonly string[]>>): void {
  for (const [type, names] of Object.entries(fields)) {
    const definition = kept.find((one) => "name" in one && one.name?.value === type);
    if (definition === undefined) throw new Error(`GitHub's schema has no type ${type}.`);
    const has = new Set("fields" in definition ? definition.fields?.map(({ name }) => name.value) : []);
    for (const name of names)
      if (!has.has(name)) throw new Error(`GitHub's type ${type} has no field ${name}.`);
  }
}

function namesIn(definition: DefinitionNode): readonly string[] {
  const names: string[] = [];
  const name = (type: TypeNode): string =>
    type.kind === Kind.NAMED_TYPE ? type.name.value : name(type.type);
  visit(definition, {
    FieldDefinition: (field) => void names.push(name(field.type)),
    InputValueDefinition: (value) => void names.push(name(value.type)),
  });
  return names;
}

/** Without prose and without directives, which are GitHub's own. */
function bare(definition: DefinitionNode): DefinitionNode {
  const strip = <Node extends { readonly description?: unknown; readonly directives?: unknown }>(
    node: Node,
  ): Node => {
    const { description: _description, ...rest } = node;
    return { ...rest, directives: [] } as unknown as Node;
  };
  return visit(definition, {
    enter: (node) => ("directives" in node || "description" in node ? strip(node) : undefined),
  });
}
