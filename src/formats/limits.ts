/** The largest Dockerfiles that people keep are below 100 KB; what is larger is made by a program. */
export const dockerfileBytesMax = 1024 * 1024;
/** Ten times what the longest Dockerfiles have; each costs a look at the variables in front of it. */
export const dockerfileInstructionsMax = 10_000;
/** People write up to some dozens; each begins with the variables and the user of another one. */
export const dockerfileStagesMax = 500;
/** Address lists and maps of redirects reach a few megabytes. */
export const nginxBytesMax = 4 * 1024 * 1024;
/** NGINX's own grammar nests five or six blocks; rules recurse over them. */
export const nginxDepthMax = 50;
/** A directive is an object with a place: about 300 bytes of memory each. */
export const nginxDirectivesMax = 200_000;
/** GitHub reads no CODEOWNERS beyond this size. */
export const codeownersBytesMax = 3 * 1024 * 1024;
