export {
  compareVersions,
  isPrerelease,
  isVersion,
  VERSION_SCHEMES,
  type VersionScheme,
  versionKey,
} from "./version/order.js";
export {
  type Comparator,
  exactRequest,
  parseVersionRequest,
  type VersionRequest,
} from "./version/request.js";
export { newestOfEachMinor, resolveVersion } from "./version/resolve.js";
