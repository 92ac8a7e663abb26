// One file per icon keeps the build from reading thousands of them.
export { Add20Regular } from '@fluentui/react-icons/svg/add';
export { ArrowClockwise20Regular } from '@fluentui/react-icons/svg/arrow-clockwise';
export { ArrowDown16Regular, ArrowDown20Regular } from '@fluentui/react-icons/svg/arrow-down';
export { ArrowImport20Regular } from '@fluentui/react-icons/svg/arrow-import';
export { ArrowLeft20Regular } from '@fluentui/react-icons/svg/arrow-left';
export { ArrowRight20Regular } from '@fluentui/react-icons/svg/arrow-right';
export { ArrowUp20Regular } from '@fluentui/react-icons/svg/arrow-up';
export { Checkmark16Filled } from '@fluentui/react-icons/svg/checkmark';
export { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
export { ChevronDown12Regular, ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
export { ChevronRight12Regular } from '@fluentui/react-icons/svg/chevron-right';
export { ChevronUp16Regular } from '@fluentui/react-icons/svg/chevron-up';
export { Copy16Regular, Copy20Regular } from '@fluentui/react-icons/svg/copy';
export { Delete20Regular } from '@fluentui/react-icons/svg/delete';
export {
  Dismiss12Regular,
  Dismiss16Regular,
  Dismiss20Regular,
} from '@fluentui/react-icons/svg/dismiss';
export { Edit20Regular } from '@fluentui/react-icons/svg/edit';
export { ErrorCircle16Filled, ErrorCircle24Filled } from '@fluentui/react-icons/svg/error-circle';
export { Folder20Regular } from '@fluentui/react-icons/svg/folder';
export { Grid16Regular, Grid20Regular } from '@fluentui/react-icons/svg/grid';
export { Info16Regular, Info20Regular } from '@fluentui/react-icons/svg/info';
export { Keyboard20Regular } from '@fluentui/react-icons/svg/keyboard';
export { LockClosed16Regular } from '@fluentui/react-icons/svg/lock-closed';
export { MoreHorizontal20Regular } from '@fluentui/react-icons/svg/more-horizontal';
export { Open16Regular, Open20Regular } from '@fluentui/react-icons/svg/open';
export { PlugDisconnected16Regular } from '@fluentui/react-icons/svg/plug-disconnected';
export { Prohibited16Regular, Prohibited20Regular } from '@fluentui/react-icons/svg/prohibited';
export { QuestionCircle16Regular } from '@fluentui/react-icons/svg/question-circle';
export { Search16Regular, Search20Regular } from '@fluentui/react-icons/svg/search';
export { Settings20Regular } from '@fluentui/react-icons/svg/settings';
export { SignOut20Regular } from '@fluentui/react-icons/svg/sign-out';
export { Star20Filled, Star20Regular } from '@fluentui/react-icons/svg/star';
export { Table20Regular } from '@fluentui/react-icons/svg/table';
export { Warning16Filled, Warning24Filled } from '@fluentui/react-icons/svg/warning';
export { WeatherMoon24Regular } from '@fluentui/react-icons/svg/weather-moon';
export { Window16Regular } from '@fluentui/react-icons/svg/window';
