// Angular as its own builder builds it: components and routes that come and go.

import assert from "node:assert/strict"
import { join } from "node:path"
import test from "node:test"
import { Architect } from "@angular-devkit/architect"
import { WorkspaceNodeModulesArchitectHost } from "@angular-devkit/architect/node/index.js"
import { json, logging, workspaces } from "@angular-devkit/core"
import { NodeJsSyncHost } from "@angular-devkit/core/node/index.js"
import { fixture, say } from "./kit/fixture.mjs"
import { serve, thirdParty } from "./kit/servers.mjs"
import { visitShop } from "./kit/shop.mjs"

const third = await thirdParty()

/** Does what `ng build` does, which refuses a Node that its builder can do with. */
const build = async (root) => {
  const { workspace } = await workspaces.readWorkspace(root, workspaces.createWorkspaceHost(new NodeJsSyncHost()))
  const schemas = new json.schema.CoreSchemaRegistry()
  schemas.addPostTransform(json.schema.transforms.addUndefinedDefaults)
  const architect = new Architect(new WorkspaceNodeModulesArchitectHost(workspace, root), schemas)
  const logger = new logging.Logger("ng")
  const said = []
  logger.subscribe(({ level, message }) => level != "info" && said.push(message))
  const run = await architect.scheduleTarget({ project: "shop", target: "build" }, {}, { logger })
  const { success, error } = await run.lastOutput
  await run.stop()
  assert.ok(success, error)
  assert.deepEqual(said, [])
}

test("Angular: components and routes that come and go", async () => {
  const folder = await fixture("angular", third)
  say("building with Angular")
  await build(folder)
  // Angular leaves scripts out of its templates.
  await visitShop(await serve(join(folder, "dist/browser")), third, { widget: [] })
})
