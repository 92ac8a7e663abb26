// Weight for a simulated portal, which by itself is a few kilobytes: the interface library that
// administrators' portals are made with, all of it, and a table of 800 devices drawn with React.
// Real portals are several times larger.
import * as fluent from '@fluentui/react-components';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

// All of the library counts, whatever is drawn with it.
Object.assign(globalThis, { fluent });

const ROWS = 800;
const COLUMNS = ['Device', 'Owner', 'System', 'Version', 'State', 'Risk', 'Group', 'Last seen'];

function Devices() {
  const cells = (row: number) => [
    `DEVICE-${String(row).padStart(4, '0')}`,
    `user${String(row % 97)}@tenant.example`,
    ['Windows', 'macOS', 'iOS', 'Android'][row % 4],
    `10.0.${String(row % 30)}`,
    row % 5 === 0 ? 'not compliant' : 'compliant',
    ['none', 'low', 'medium', 'high'][row % 4],
    `Group ${String(row % 11)}`,
    new Date(1_700_000_000_000 + row * 3_600_000).toISOString(),
  ];
  return (
    <table>
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th key={column}>{column}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: ROWS }, (_, row) => (
          <tr key={row}>
            {cells(row).map((cell, column) => (
              <td key={COLUMNS[column]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const place = document.createElement('section');
document.querySelector('main')?.append(place);
const root = createRoot(place);
// In one go, so that a page is parsed when its content is there.
flushSync(() => root.render(<Devices />));
