// One file per icon keeps the build from reading thousands of them.
export { Add20Regular } from '@fluentui/react-icons/svg/add';
export { ArrowClockwise20Regular } from '@fluentui/react-icons/svg/arrow-clockwise';
export { ArrowDown16Regular, ArrowDown20Regular } from '@fluentui/react-icons/svg/arrow-down';
export { ArrowDownload16Regular } from '@fluentui/react-icons/svg/arrow-download';
export { ArrowImport20Regular } from '@fluentui/react-icons/svg/arrow-import';
export { ArrowLeft20Regular } from '@fluentui/react-icons/svg/arrow-left';
export { ArrowRight20Regular } from '@fluentui/react-icons/svg/arrow-right';
export { ArrowSwap20Regular } from '@fluentui/react-icons/svg/arrow-swap';
export { ArrowSync16Regular } from '@fluentui/react-icons/svg/arrow-sync';
export { ArrowUndo16Regular } from '@fluentui/react-icons/svg/arrow-undo';
export { ArrowUp16Regular, ArrowUp20Regular } from '@fluentui/react-icons/svg/arrow-up';
export { Attach16Regular } from '@fluentui/react-icons/svg/attach';
export { CalendarLtr20Regular } from '@fluentui/react-icons/svg/calendar-ltr';
export { Checkmark16Filled } from '@fluentui/react-icons/svg/checkmark';
export { CheckmarkCircle16Filled } from '@fluentui/react-icons/svg/checkmark-circle';
export { ChevronDown12Regular, ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
export { ChevronRight12Regular } from '@fluentui/react-icons/svg/chevron-right';
export { ChevronUp16Regular } from '@fluentui/react-icons/svg/chevron-up';
export { CloudLink20Regular } from '@fluentui/react-icons/svg/cloud-link';
export { Copy16Regular, Copy20Regular } from '@fluentui/react-icons/svg/copy';
export { Delete20Regular } from '@fluentui/react-icons/svg/delete';
export {
  Dismiss12Regular,
  Dismiss16Regular,
  Dismiss20Regular,
} from '@fluentui/react-icons/svg/dismiss';
export { Document16Regular } from '@fluentui/react-icons/svg/document';
export { Edit20Regular } from '@fluentui/react-icons/svg/edit';
export { ErrorCircle16Filled, ErrorCircle24Filled } from '@fluentui/react-icons/svg/error-circle';
export { Eye16Regular } from '@fluentui/react-icons/svg/eye';
export { Folder20Regular } from '@fluentui/react-icons/svg/folder';
export { Grid16Regular, Grid20Regular } from '@fluentui/react-icons/svg/grid';
export { History20Regular } from '@fluentui/react-icons/svg/history';
export { Hourglass16Regular } from '@fluentui/react-icons/svg/hourglass';
export { Image16Regular } from '@fluentui/react-icons/svg/image';
export { Info16Regular, Info20Regular } from '@fluentui/react-icons/svg/info';
export { Keyboard20Regular } from '@fluentui/react-icons/svg/keyboard';
export { Laptop20Regular } from '@fluentui/react-icons/svg/laptop';
export { LockClosed16Regular } from '@fluentui/react-icons/svg/lock-closed';
export { MoreHorizontal20Regular } from '@fluentui/react-icons/svg/more-horizontal';
export { Navigation20Regular } from '@fluentui/react-icons/svg/navigation';
export { Open16Regular, Open20Regular } from '@fluentui/react-icons/svg/open';
export { PanelRight20Regular } from '@fluentui/react-icons/svg/panel-right';
export { PlugDisconnected16Regular } from '@fluentui/react-icons/svg/plug-disconnected';
export { Prohibited16Regular, Prohibited20Regular } from '@fluentui/react-icons/svg/prohibited';
export { QuestionCircle16Regular } from '@fluentui/react-icons/svg/question-circle';
export { Save16Regular } from '@fluentui/react-icons/svg/save';
export { Search16Regular, Search20Regular } from '@fluentui/react-icons/svg/search';
export { Settings20Regular } from '@fluentui/react-icons/svg/settings';
export { SignOut20Regular } from '@fluentui/react-icons/svg/sign-out';
export { ShieldLock16Regular } from '@fluentui/react-icons/svg/shield-lock';
export { Star20Filled, Star20Regular } from '@fluentui/react-icons/svg/star';
export { Table20Regular } from '@fluentui/react-icons/svg/table';
export { TaskListSquareLtr20Regular } from '@fluentui/react-icons/svg/task-list-square-ltr';
export { TextDescription16Regular } from '@fluentui/react-icons/svg/text-description';
export { Warning16Filled, Warning24Filled } from '@fluentui/react-icons/svg/warning';
export { WeatherMoon24Regular } from '@fluentui/react-icons/svg/weather-moon';
export { Window16Regular } from '@fluentui/react-icons/svg/window';
