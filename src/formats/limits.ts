/** The largest Dockerfiles that people keep are below 100 KB; what is larger is made by a program. */
export const dockerfileBytesMax = 1024 * 1024;
/** Address lists and maps of redirects reach a few megabytes. */
export const nginxBytesMax = 4 * 1024 * 1024;
/** NGINX's own grammar nests five or six blocks; rules recurse over them. */
export const nginxDepthMax = 50;
/** A directive is an object with a place: about 300 bytes of memory each. */
export const nginxDirectivesMax = 200_000;
/** GitHub reads no CODEOWNERS beyond this size. */
export const codeownersBytesMax = 3 * 1024 * 1024;
