import { MiniProgramCard } from './mini-program-card.js';
import { SecretsCard } from './secrets-card.js';

/** Secrets of the pool, and its own mini program. */
export function CredentialsScreen() {
  return (
    <div className="stack">
      <SecretsCard />
      <MiniProgramCard />
    </div>
  );
}
