import { render } from "../report/render.ts";

export const thing = render();
