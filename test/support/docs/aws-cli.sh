#!/usr/bin/env bash
# The machine's own AWS CLI, at $KEFU_AWS_CLI. Its first version takes --payload raw and has no --cli-binary-format.
words=()
while [ $# -gt 0 ]; do
  if [ "$1" = --cli-binary-format ] && [ -n "$KEFU_AWS_CLI_1" ]; then shift 2; continue; fi
  words+=("$1")
  shift
done
exec "$KEFU_AWS_CLI" "${words[@]}"
