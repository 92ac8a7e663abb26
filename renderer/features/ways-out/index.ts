export { WaysOut } from './WaysOut.tsx';
