import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";

interface MoreButtonProps {
  /** A TanStack infinite query. */
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
}

/** Fetches the next page of a list under what is shown; nothing when there is none. */
export function MoreButton({ query }: MoreButtonProps) {
  if (!query.hasNextPage) return null;
  return (
    <Box textAlign="center">
      <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} data-testid="more">
        Show older ones
      </Button>
    </Box>
  );
}
