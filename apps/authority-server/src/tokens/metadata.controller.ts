import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { PUBLIC_URL, type PublicUrl } from '../config/public-url.js';
import { ServerMetadata } from './token-schemas.js';

const BY_SECRET = ['client_secret_basic', 'client_secret_post'];

/**
 * Publishes the addresses of keys and endpoints, so that any standard client finds them by the issuer alone. There is
 * no authorization endpoint, because a login begins in the mini program.
 *
 * @see RFC 8414 §3
 */
@Controller('.well-known')
export class MetadataController {
  constructor(@Inject(PUBLIC_URL) private readonly issuer: PublicUrl) {}

  @Get('oauth-authorization-server')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({
    operationId: 'findServerMetadata',
    summary: 'Metadata of the issuer: addresses of keys and endpoints (RFC 8414)',
  })
  @ApiOkResponse({ standardSchema: ServerMetadata })
  find(): z.output<typeof ServerMetadata> {
    const issuer = this.issuer();
    return {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      token_endpoint: `${issuer}/oauth/token`,
      introspection_endpoint: `${issuer}/oauth/introspect`,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      response_types_supported: [],
      grant_types_supported: ['refresh_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      token_endpoint_auth_methods_supported: BY_SECRET,
      introspection_endpoint_auth_methods_supported: BY_SECRET,
      revocation_endpoint_auth_methods_supported: BY_SECRET,
    };
  }

  @Get('openid-configuration')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({
    operationId: 'findOpenIdConfiguration',
    summary: 'The same metadata, at the address that OpenID Connect verifiers read',
  })
  @ApiOkResponse({ standardSchema: ServerMetadata })
  findForOpenId(): z.output<typeof ServerMetadata> {
    return this.find();
  }
}
