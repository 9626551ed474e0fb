import { useEffect } from "react";
import { useLocation, useNavigate } from "react-router";

const KEY = "landfast.owner-link";

/**
 * The secret of the link that led here: what followed the `#`, which browsers do not send.
 *
 * It is taken out of the address at once, so that it is in no picture of the screen and no bookmark, and kept for
 * this tab alone, so that the page can be loaded again. `null` when nothing led here.
 */
export function useLinkSecret(): string | null {
  const { hash, pathname } = useLocation();
  const navigate = useNavigate();
  const fresh = hash.slice(1);
  useEffect(() => {
    if (fresh === "") return;
    sessionStorage.setItem(KEY, fresh);
    void navigate(pathname, { replace: true });
  }, [fresh, pathname, navigate]);
  return fresh === "" ? sessionStorage.getItem(KEY) : fresh;
}
