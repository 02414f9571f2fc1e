/** The largest bundles of manifests that projects publish are below 5 MB; beyond this nobody reviews by hand either. */
export const yamlBytesMax = 8 * 1024 * 1024;
/** A cluster's whole state is some thousand objects; each document costs a parser of its own. */
export const yamlDocumentsMax = 10_000;
/** The deepest CustomResourceDefinitions nest about 60 levels; readers and rules recurse over values. */
export const yamlDepthMax = 200;
/** Memory of the syntax tree: about 200 bytes for each token. Ordinary files have a token for every four bytes. */
export const yamlTokensMax = 2_500_000;
/** Values that aliases and merges may repeat in one document: a few lines can multiply to billions otherwise. */
export const yamlAliasedValuesMax = 100_000;
