import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Failure } from "../../api/failure.ts";
import { permissions } from "../../api/settings.ts";
import { Loading } from "../../ui/Loading.tsx";
import { ChoiceFields } from "../access/ChoiceFields.tsx";
import { usual } from "../access/choices.ts";
import type { Draft } from "./draft.ts";

interface DraftChoicesProps {
  draft: Draft;
  onChange: (draft: Draft) => void;
  failure: Failure | null;
}

/** What Landfast may do in the account; the usual choices are set until somebody makes others. */
export function DraftChoices({ draft, onChange, failure }: DraftChoicesProps) {
  const { data, error } = useQuery(permissions);
  const usually = useMemo(() => usual(data?.capabilities ?? []), [data]);
  return (
    <Container
      data-testid="register-choices"
      header={
        <Header variant="h2" description="It can be changed later; the role is updated then, and nothing is registered anew.">
          What Landfast may do
        </Header>
      }
    >
      {data === undefined && error === null && <Loading what="the choices" />}
      {data === undefined && error !== null && (
        <Box color="text-body-secondary">
          The choices could not be loaded. You can go on: the usual ones are taken, and the account&apos;s page changes them.
        </Box>
      )}
      {data !== undefined && (
        <ChoiceFields
          capabilities={data.capabilities}
          // `read` is what the server takes when nothing is said.
          chosen={{ capabilities: draft.capabilities ?? usually, tagAccess: draft.tagAccess ?? "read" }}
          // What nobody touched stays the server's to choose.
          onChange={({ capabilities, tagAccess }) => {
            onChange({ ...draft, capabilities: capabilities === usually ? null : capabilities, tagAccess });
          }}
          failure={failure}
        />
      )}
    </Container>
  );
}
