import { cleanUp } from "./run-folder.ts";

export default cleanUp;
