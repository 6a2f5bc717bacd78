#!/usr/bin/env bash
# Shows that the README's commands hold where people are, with a clone of the last commit:
#
#   npm run test:fresh -- new-home        a user without any cache; .ci/run begins with the same
#   npm run test:fresh -- second-clone    builds come from the cache that a first clone filled
#   npm run test:fresh -- closed-folder   root, below a folder that only root may enter
#   npm run test:fresh -- ordinary-user   not root; started by root, it becomes `nobody`
#   npm run test:fresh -- each-test       `npx nx test X` as the first command, for every X
#
# Each takes as long as `npm ci && npm test` and a start of the demo; the last one, longer.
set -euo pipefail
repository="$(cd "$(dirname "$0")/.." && pwd)"
npm_config_cache="${npm_config_cache:-$(npm config get cache)}"
npm_config_userconfig="${npm_config_userconfig:-$(npm config get userconfig)}"
export npm_config_cache npm_config_userconfig CI=true NX_DAEMON=false NX_TUI=false
# npm hands its own state down, which would lead a second npm back to this clone.
for name in $(compgen -e npm_ | grep -vE '^npm_config_(cache|userconfig)$' || true); do unset "$name"; done
work="$(mktemp -d)"
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT

say() { echo "── $* (after ${SECONDS} s)"; }

use_new_home() {
  HOME="$(mktemp -d -p "$work")"
  export HOME
  git config --global --add safe.directory '*'
}

clone_to() {
  git clone --quiet "$repository" "$1"
  cd "$1"
  say "npm ci in $1"
  npm ci --no-audit --no-fund
}

run_readme() {
  say 'npm test'
  npm test
  show_first_login
}

# Starts the demo beside others and waits for the end of its first login.
show_first_login() {
  local log="$work/start.log" port=$((20000 + RANDOM % 10000)) begin=$SECONDS
  rm -rf .nx ./{libs,apps,tools}/*/dist
  use_new_home
  say 'npm start, nothing built'
  DATA_DIR="$(mktemp -d -p "$HOME")" AUTHORITY_PORT=$port BACKEND_PORT=$((port + 1)) SIMULATOR_PORT=$((port + 2)) \
    setsid npm start >"$log" 2>&1 &
  local group=$!
  until grep -q 'GET /me' "$log"; do
    if ! kill -0 "$group" 2>/dev/null || ((SECONDS - begin > 300)); then
      cat "$log"
      kill -KILL -- "-$group" 2>/dev/null || true
      return 1
    fi
    sleep 0.2
  done
  say "first login after $((SECONDS - begin)) s"
  kill -INT -- "-$group"
  wait "$group" || true
}

case "${1:-}" in
  new-home)
    use_new_home
    clone_to "$work/clone"
    run_readme
    ;;
  second-clone)
    use_new_home
    clone_to "$work/first"
    say 'npm run build in the first clone'
    npm run build
    clone_to "$work/second"
    run_readme
    ;;
  closed-folder)
    [ "$(id -u)" = 0 ] || { echo 'closed-folder is a case of root.'; exit 2; }
    use_new_home
    mkdir -m 700 "$work/closed"
    clone_to "$work/closed/clone"
    run_readme
    ;;
  ordinary-user)
    if [ "$(id -u)" = 0 ]; then
      git clone --quiet "$repository" "$work/source"
      mkdir "$work/tmp"
      cp "$npm_config_userconfig" "$work/.npmrc" 2>/dev/null || true
      chown -R nobody: "$work"
      cd "$work"
      setpriv --reuid=nobody --regid="$(id -g nobody)" --clear-groups \
        env HOME="$work" TMPDIR="$work/tmp" npm_config_cache="$work/npm" npm_config_userconfig="$work/.npmrc" \
        bash "$work/source/tools/fresh.sh" new-home
    else
      bash "$0" new-home
    fi
    ;;
  each-test)
    use_new_home
    clone_to "$work/clone"
    for target in test e2e; do
      for project in $(npx nx show projects --with-target "$target" --exclude app2wxapp); do
        rm -rf .nx ./{libs,apps,tools}/*/{dist,out-tsc}
        use_new_home
        say "npx nx $target $project"
        npx nx "$target" "$project"
      done
    done
    ;;
  *)
    sed -n '2,9s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
say "passed: $1"
