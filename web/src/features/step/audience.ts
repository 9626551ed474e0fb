import { createContext, use } from "react";

/** Whether the instructions are read by the owner of the account, who has no sign-in and sees no other page. */
export const ForOwner = createContext(false);

export const useForOwner = (): boolean => use(ForOwner);
