/** How a hand-over looks: light, for paper. */
export const HAND_OVER_STYLE = String.raw`
  body {
    background: #fff;
    color: #1b1b1b;
    font:
      11pt/1.45 'Segoe UI',
      system-ui,
      sans-serif;
    margin: 2rem auto;
    max-width: 60rem;
    overflow-wrap: anywhere;
    padding: 0 1rem;
  }
  h1 {
    font-size: 1.7rem;
  }
  h2 {
    border-bottom: 1px solid #c8c8c8;
    font-size: 1.3rem;
  }
  h3 {
    font-size: 1.05rem;
    margin-bottom: 0.2rem;
  }
  article {
    border: 1px solid #d6d6d6;
    border-radius: 4px;
    margin: 1rem 0;
    padding: 0.5rem 1rem;
  }
  dl > div {
    display: flex;
    gap: 1rem;
  }
  dt {
    color: #4d4d4d;
    min-width: 11rem;
  }
  dd {
    margin: 0;
  }
  table {
    border-collapse: collapse;
    font-size: 9.5pt;
    width: 100%;
  }
  th,
  td {
    border: 1px solid #c8c8c8;
    /* A spreadsheet that opens the file takes a cell that begins with “=” as text. */
    mso-number-format: \@;
    padding: 0.25rem 0.5rem;
    text-align: left;
    vertical-align: top;
  }
  th {
    background: #f3f3f3;
  }
  thead {
    display: table-header-group;
  }
  pre {
    background: #f7f7f7;
    font-size: 9.5pt;
    padding: 0.5rem;
    white-space: pre-wrap;
  }
  code {
    font-size: 8.5pt;
  }
  figure {
    margin: 0.75rem 0;
  }
  img {
    max-width: 100%;
  }
  figcaption,
  .where,
  .history,
  .none {
    color: #4d4d4d;
    font-size: 9.5pt;
  }
  .state {
    font-weight: 600;
  }
  .mark {
    border-left: 4px solid #8a3707;
    padding-left: 0.5rem;
  }
  .drifted {
    color: #8a3707;
  }
  .sign-off span {
    border-bottom: 1px solid #1b1b1b;
    display: inline-block;
    height: 2.5rem;
    width: 16rem;
  }
  @page {
    margin: 18mm 15mm;
  }
  @media print {
    body {
      margin: 0;
      max-width: none;
    }
    h2,
    h3 {
      break-after: avoid;
    }
    tr,
    figure {
      break-inside: avoid;
    }
  }
`;
