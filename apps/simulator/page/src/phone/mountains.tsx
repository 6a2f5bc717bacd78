/** The demo app's picture: three ridges under an evening sky. */
export function Mountains() {
  return (
    <svg className="mountains" viewBox="0 0 390 420" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <rect className="sky" width="390" height="420" />
      <circle className="sun" cx="298" cy="244" r="38" />
      <path className="ridge far" d="M0 262 52 214l38 26 62-84 48 58 30-24 62 78 44-34 54 46v140H0Z" />
      <path className="ridge middle" d="M0 318l60-56 40 30 58-66 52 72 44-30 58 58 78-42v136H0Z" />
      <path className="ridge near" d="M0 366l74-44 58 30 66-40 70 48 56-26 66 34v52H0Z" />
      <path className="trail" d="M196 420c-14-22 34-30 22-52s-44-18-34-38 38-18 34-36" />
    </svg>
  );
}
