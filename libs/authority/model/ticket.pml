/*
 * The ticket of one bound launch, as the statements of the store and the rules treat it. Every statement is one atomic
 * step; between steps anything may happen on another server, and a server may crash, which loses its answer. Spin visits
 * every order. Each rule is an assertion, and for each there is a mutant (-D…) that must break it.
 *
 * Checked by tools/checks/test/ticket-model.long-spec.ts.
 */
#define NONE 0
#define ATTEMPTS 5 /* sessions are named after the attempt that opens them, from 1 on */

/* The row of the ticket, and the denial. */
bool exists, used, expired, denied;
byte version, account, key, session;
/* The sessions. */
bool opened[ATTEMPTS], revoked[ATTEMPTS];
/* What only the assertions read. */
byte logins, firstAccount, openerKey;
bool denialAnswered, takenWell;

/* The conditions of the statements and rules, each of which a mutant leaves out. */
#ifdef ISSUES_AFTER_DENIAL
#define NOT_DENIED true
#else
#define NOT_DENIED (!denied)
#endif
#ifdef RENEWS_A_USED_TICKET
#define UNUSED true
#else
#define UNUSED (!used)
#endif
#ifdef RENEWS_FOR_ANOTHER_ACCOUNT
#define SAME_ACCOUNT true
#else
#define SAME_ACCOUNT (account == whose)
#endif
#ifdef IGNORES_EXPIRY
#define ALIVE true
#else
#define ALIVE (!expired)
#endif
#ifdef IGNORES_VERIFIER
#define VERIFIED true
#else
#define VERIFIED (verified)
#endif
#ifdef OLD_TICKET_STAYS
#define CURRENT true
#else
#define CURRENT (isClaim || shown == version)
#endif
#ifdef REPEATS_A_REVOKED_LOGIN
#define NOT_REVOKED true
#else
#define NOT_REVOKED (!revoked[session])
#endif
#ifdef REPEATS_WITH_ANY_KEY
#define SAME_REQUEST true
#else
#define SAME_REQUEST (myKey != NONE && foundKey == myKey)
#endif

#define crash_or_go if :: true -> goto gone :: true fi

/* INSERT_TICKET: makes the ticket, or renews it. */
proctype Issue(byte whose) {
  bool kept, saysDenied;
  saysDenied = denialAnswered;
  atomic {
    kept = false;
    if
    :: !exists && NOT_DENIED -> exists = true; account = whose; firstAccount = whose; kept = true
    :: exists && NOT_DENIED && UNUSED && SAME_ACCOUNT -> account = whose; kept = true
    :: else
    fi;
    if
    :: kept ->
      assert(!saysDenied);              /* a denied launch gets no ticket */
      assert(logins == 0 && !used);     /* a used launch gets no other ticket */
      assert(account == firstAccount);  /* a launch belongs to one account */
      version++; expired = false
    :: else
    fi
  }
}

proctype Deny() {
  atomic { denied = true }
  crash_or_go;
  denialAnswered = true;
gone: skip
}

proctype Clock() {
end: do
  :: atomic { exists && !expired -> expired = true }
  od
}

/* REDEEM: takes the ticket and opens the session. */
inline open_session() {
  if
  :: ALIVE && VERIFIED ->
    assert(verified);            /* only the app that launched logs in */
    assert(!expired);            /* an expired ticket opens nothing */
    assert(shown == NONE || shown == version); /* a renewed ticket replaces the one before */
    takenWell = true;
#ifndef OPENS_LATER
    opened[me] = true; logins++; openerKey = myKey;
    assert(logins == 1);         /* one login for a ticket */
#endif
    result = me
  :: else -> result = NONE; refused = true
  fi
}

/* An exchange by the ticket (`shown` is its version), or a claim by state and verifier (`shown` is NONE). */
proctype Redeem(byte me; byte myKey; bool verified; bool isClaim) {
  byte result, found, shown, foundKey;
  bool refused, taken, isOpen, isLate;
  if
  :: isClaim -> shown = NONE
  :: else ->
    /* The newest ticket that is known; it may be renewed from here on. Without any there is nothing to do. */
endWithoutTicket:
    atomic { version > 0 -> shown = version }
  fi;
  atomic {
    taken = exists && !used && CURRENT && (!isClaim || verified);
#ifdef READS_THEN_TAKES
  };
  atomic {
#endif
    if :: taken -> used = true; session = me; key = myKey; open_session() :: else fi
  };
#ifdef OPENS_LATER
  crash_or_go;
  atomic { if :: taken && !refused -> opened[me] = true; logins++; openerKey = myKey :: else fi };
#endif
  crash_or_go;
  if
  :: refused || taken -> goto answer
  :: else
  fi;
  /* FIND_TOMBSTONE: a second use, or an unknown ticket */
  atomic {
    if
    :: exists && used && (isClaim || shown == version) && (!isClaim || verified) ->
      assert(!takenWell || logins == 1); /* the ticket is taken and the session opened together, or not at all */
      found = session; foundKey = key; isLate = expired; isOpen = opened[session] && NOT_REVOKED;
      if
      :: isOpen && !isLate && verified && SAME_REQUEST ->
        assert(!revoked[found]);                           /* a revoked login is not answered again */
        assert(myKey != NONE && openerKey == myKey);       /* only the same request is answered again */
        result = found
      :: else
      fi
    :: else -> refused = true
    fi
  };
  crash_or_go;
  if
  :: result != NONE || refused || isLate || !verified || isClaim -> goto answer
  :: else
  fi;
  /* REVOKE_SESSION: a replay */
#ifndef REPLAY_KEEPS_THE_SESSION
  atomic { if :: opened[found] -> revoked[found] = true :: else fi };
#endif
  crash_or_go;
  assert(!opened[found] || revoked[found]);                /* an answered replay has ended the session */
answer:
  assert(!(refused && result != NONE));
gone: skip
}

init {
  atomic {
    run Issue(1); run Issue(1); run Issue(2); run Deny(); run Clock();
    run Redeem(1, 1, true, false);  /* the backend, with a key */
    run Redeem(2, 1, true, false);  /* the same request again, since its answer was lost */
    run Redeem(3, NONE, true, false); /* a replay by who has everything but the key */
    if
    :: run Redeem(4, 1, false, false) /* a thief of the ticket, without the verifier */
    :: run Redeem(4, 1, true, true)   /* the app claims, since the message was lost */
    fi
  }
}
