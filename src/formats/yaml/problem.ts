/**
 * Why a document could not be read. `reason` is a sentence without any text of the file, because files hold secrets.
 * `syntax` and `duplicate-key` are mistakes, `limit` is a refusal.
 */
export type YamlProblem =
  | { readonly kind: "syntax"; readonly reason: string; readonly offset: number }
  | { readonly kind: "duplicate-key"; readonly key: string; readonly offset: number }
  | { readonly kind: "limit"; readonly limit: YamlLimit; readonly offset: number };

export type YamlLimit = "yamlDepthMax" | "yamlTokensMax" | "yamlDocumentsMax" | "yamlAliasedValuesMax";
